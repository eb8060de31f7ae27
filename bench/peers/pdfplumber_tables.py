"""Extracts the tables of the PDFs given as arguments with pdfplumber; prints pages and tables."""
import sys
import pdfplumber

pages = tables = 0
for path in sys.argv[1:]:
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            pages += 1
            tables += len(page.extract_tables())
            page.close()
print(pages, tables)
