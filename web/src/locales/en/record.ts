/** Words of `record` in English. */
export default {
  'record.of': '{what}',
  'record.search': 'Code, name, mnemonic, barcode',
  'record.saved': '{name} saved',
  'record.inactive': 'Inactive',
  'record.units': 'Other units',
  'record.unit': 'Unit',
  'record.oneUnitIs': '1 {unit} =',
  'record.addUnit': 'Add a unit',
  'record.barcodes': 'Barcodes',
  'record.barcode': 'Barcode',
  'record.addBarcode': 'Add a barcode',
  'record.remove': 'Remove',
  'record.numerator': 'Conversion',
  'record.denominator': 'Divisor',
  'record.empty': 'Nothing here yet.',
}
