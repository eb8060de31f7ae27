"""Reads page images with another engine and prints, as JSON, the lines that it sees and what they cost.

python ocr_pages.py rapidocr|tesseract THREADS IMAGE...

rapidocr is PP-OCRv4 on ONNX Runtime (bench/peers/requirements.txt); its models are loaded before the time is taken.
tesseract is Debian's (tesseract-ocr, tesseract-ocr-chi-sim), one process a page, with both languages and a column of text of
variable sizes (psm 4): as one block (psm 6) it sees next to nothing of ruled tables.
"""

import json
import resource
import subprocess
import sys
import time


def rapidocr(threads):
    from rapidocr_onnxruntime import RapidOCR

    engine = RapidOCR(intra_op_num_threads=threads, inter_op_num_threads=1)
    return lambda image: [text for _, text, _ in engine(image)[0] or []]


def tesseract(threads):
    def read(image):
        command = ["tesseract", image, "-", "-l", "chi_sim+eng", "--psm", "4"]
        done = subprocess.run(command, capture_output=True, check=True, env={"OMP_THREAD_LIMIT": str(threads), "PATH": "/usr/bin:/bin"})
        return done.stdout.decode().splitlines()

    return read


ENGINES = {"rapidocr": (rapidocr, resource.RUSAGE_SELF), "tesseract": (tesseract, resource.RUSAGE_CHILDREN)}

name, threads, *images = sys.argv[1:]
make, who = ENGINES[name]
read = make(int(threads))
read(images[0])
before, started = resource.getrusage(who), time.perf_counter()
lines = {image: read(image) for image in images}
wall, after = time.perf_counter() - started, resource.getrusage(who)
print(json.dumps({
    "cpu": after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime,
    "wall": wall,
    "peak": after.ru_maxrss // 1024,
    "lines": lines,
}, ensure_ascii=False))
