"""Reads page images with RapidOCR (PP-OCRv4 on ONNX Runtime) and prints, as JSON, what it costs.

python rapidocr_pages.py THREADS IMAGE...
"""

import json
import resource
import sys
import time

from rapidocr_onnxruntime import RapidOCR

threads, *images = sys.argv[1:]
engine = RapidOCR(intra_op_num_threads=int(threads), inter_op_num_threads=1)
engine(images[0])
used, started = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
lines = {}
for image in images:
    result, _ = engine(image)
    lines[image] = [text for _, text, _ in result or []]
after = resource.getrusage(resource.RUSAGE_SELF)
print(json.dumps({
    "user": after.ru_utime - used.ru_utime,
    "system": after.ru_stime - used.ru_stime,
    "wall": time.perf_counter() - started,
    "peak": after.ru_maxrss // 1024,
    "lines": lines,
}, ensure_ascii=False))
