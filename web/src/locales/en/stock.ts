/** Words of `stock` in English. */
export default {
  'stock.asOf': 'As of',
  'stock.asOfNote': 'Stock at the end of {day}',
  'stock.search': 'Code, name, barcode, mnemonic',
  'stock.category': 'Category',
  'stock.code': 'Code',
  'stock.onHand': 'On hand',
  'stock.reserved': 'Reserved',
  'stock.available': 'Available',
  'stock.unit': 'Unit',
  'stock.unitCost': 'Unit cost',
  'stock.amount': 'Value',
  'stock.empty': 'No stock.',
}
