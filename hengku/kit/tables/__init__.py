"""Tables: what comes in from Excel and CSV, and what goes out to them. Nothing here knows a business word.

reader    read_table and iter_rows: a file from outside becomes sheets of rows, or one clear refusal
mapping   which column of the file is which wanted column, proposed and then confirmed by a person
convert   rows to records, every fault with row, column, value, code and what to do about it
writer    write_xlsx and write_csv: lossless, and never a live formula

A file from outside is never parsed in our own process: process.py starts child.py, which gives up the right
to open files, limits its own memory and time, looks the archive over (archive.py, scan.py), and only then
lets the parser at it (workbook.py, delimited.py). The two talk in JSON over a pipe (reliability.md D7, X33-X35).
Beside them: header.py finds the heading row, values.py reads one value, neutral.py keeps text from running as
a formula, cells.py holds what is read, limits.py says how much, refusals.py has the noes.

This file imports nothing, so that the child starts quickly.
"""
