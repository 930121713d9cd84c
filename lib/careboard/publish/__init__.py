"""What leaves the suite: pages, a period's index, the manual, downloads, the PDF pack, and the receipt.

What comes in is an executed notebook or an edition (edition.Edition). What goes out are the texts and bytes
of the files that readers open. outputs.py says where each lies, and
where all else does; receipt.py what was drawn from what.

    html.to_html              a page, from a notebook that has run
    index.index_html          a period's index
    manual.manual_pages       every definition
    downloads.download_files  the workbook and the CSV files
    pdf_pack.make_pack        an area's published pages bound into one PDF
"""
