"""Time and memory of an extract ten times the county, beside the county itself."""

import json
import subprocess
import sys

TIMES = 10
# shared by all of a county's children: once however many there are
ONCE = {"extract", "population_groups", "postcode_district", "posts", "ssd_department", "ssd_professionals"}
ONCE |= {"teams", "workforce"}
NOT_OWN = ("dept_", "prof", "school", "team", "worker")  # ids of what several children have
READ = """
import json, sys, time
from careboard import intake
began = time.process_time()
extract = intake.read(sys.argv[1])
seconds = time.process_time() - began
try:
    import resource
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
except ImportError:
    import psutil
    most = psutil.Process().memory_info().peak_wset
print(json.dumps([seconds, most, extract.used]))
"""


def write_copies(folder, into):
    """The county's files with every child, case and record ten times, under ids of their own."""
    into.mkdir()
    for path in folder.glob("*.csv"):
        head, *lines = path.read_text(encoding="utf-8").splitlines()
        own = [
            place
            for place, name in enumerate(head.split(","))
            if name.endswith("_id") and not any(word in name for word in NOT_OWN)
        ]
        with (into / path.name).open("w", encoding="utf-8", newline="") as out:
            out.write(head + "\n")
            for number in range(1 if path.stem in ONCE else TIMES):
                for line in lines:
                    cells = line.split(",")
                    for place in own if number else ():
                        cells[place] += f"x{number}" if cells[place] else ""
                    out.write(",".join(cells) + "\n")


def read(folder):
    """Processor time in seconds, most memory in GB, and how many records were used."""
    done = subprocess.run([sys.executable, "-c", READ, folder], capture_output=True, text=True, check=True)
    seconds, most, used = json.loads(done.stdout)
    return seconds, most / 2**30, used


def test_an_extract_ten_times_the_county(benchmark, sample_folder, told, tmp_path):
    write_copies(sample_folder / "ssd", tmp_path / "large")
    found = benchmark.pedantic(lambda: [read(sample_folder / "ssd"), read(tmp_path / "large")], rounds=1)
    (seconds, memory, used), (many_seconds, much_memory, many) = found
    assert many > 9 * used
    told.add("The county's CSV files read, processor time", seconds, "s")
    told.add("An extract ten times the county read, against it", many_seconds / seconds, "times")
    told.add("Most memory while the county is read", memory, "GB", digits=2)
    told.add("Most memory while ten times the county is read", much_memory, "GB", digits=2)
