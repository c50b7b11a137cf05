"""导入: filling a company from tables that somebody has (MD-07, F07).

    file = read_file(path, name="商品.xlsx")
    checked = check_import(actor=actor, kind="products", file=file, choices={"base_unit": "=个"})
    done = run_import(actor=actor, kind="products", file=file, choices=..., good_rows_only=False, now=now)

declaration   what a kind of import is: wanted columns, how rows are judged, how good rows are written
reading       a file, the mapping of its columns, its rows as records
products, parties, stock, owed   the four kinds, each one declaration
papers        documents of opening balances: asked of the engine first, then posted under a key of their own
actions       check_import and run_import: the same judging, then writing or not
template      the empty table to fill in
told          what was found, as plain data for the API and the command

Everything wrong is said at once, by row and column, and nothing is written unless every row is right or the good
ones are asked for. What is there already is skipped and said, never changed and never doubled, so an import that
was stopped is simply run again.
"""
