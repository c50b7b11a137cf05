"""Bookkeeping 总账: what the accountant does at the end of a month (domain.md §3, §4).

tax_rules   VAT of the month and of a small-scale quarter, surcharges, and the entries of tax events

Rates, thresholds and reliefs come from the tax parameters with their dates of effect; none stands in
the rules. Amounts of tax on single lines, purchases and losses are in catalog (tax_rules,
input_tax_rules), which every department may use; here they become entries by account role.
"""
