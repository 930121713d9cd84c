"""The files that readers take away: each made from an edition, the same bytes each time."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from careboard.edition.edition import Edition

# file -> what readers are told of it; a new file has its line here, and is made below
FILES = {
    "figures.xlsx": "The figures by area and over time as a workbook, a table a sheet",
    "figures.csv": "All published figures, one row a figure",
    "figures.meta.csv": "What each measure counts",
    "open_data.csv": "The same figures in the shape of Explore Education Statistics",
    "open_data.meta.csv": "Its filters and indicators",
    "data_dictionary.csv": "Every file and column, and what they mean",
}
FILE_KINDS = {".csv": "CSV", ".xlsx": "Excel workbook"}


def download_files(edition: Edition) -> dict[str, bytes]:
    """The files of FILES, by name. They take seconds, and no page changes them."""
    from careboard.publish.downloads import csv_files, data_dictionary, open_data, workbook

    texts = {
        "figures.csv": csv_files.figures_csv(edition),
        "figures.meta.csv": csv_files.meta_csv(edition),
        "open_data.csv": open_data.open_data_csv(edition),
        "open_data.meta.csv": open_data.open_meta_csv(edition),
        "data_dictionary.csv": data_dictionary.dictionary_csv(edition),
    }
    made = {name: text.encode() for name, text in texts.items()}
    return {"figures.xlsx": workbook.figures_xlsx(edition), **made}
