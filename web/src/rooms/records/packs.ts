/** Units and barcodes of a product, which come and go as lists beside its fields. */

export interface Unit {
  id: string
  name: string
  numerator: number
  denominator: number
}

export interface Barcode {
  code: string
  unit_id: string | null
}

export interface Packs {
  units: Unit[]
  barcodes: Barcode[]
}

/** From a record of the server. */
export function packsOf(record: Record<string, unknown>): Packs {
  const units = (record.units ?? []) as { id: unknown; name?: string; numerator: unknown; denominator?: unknown }[]
  const barcodes = (record.barcodes ?? []) as { code: string; unit_id?: unknown }[]
  const base = (record.base_unit as { id?: unknown } | null)?.id
  return {
    units: units.map((unit) => ({ id: String(unit.id), name: unit.name ?? '', numerator: Number(unit.numerator), denominator: Number(unit.denominator ?? 1) })),
    barcodes: barcodes.map((one) => ({ code: one.code, unit_id: one.unit_id && String(one.unit_id) !== String(base) ? String(one.unit_id) : null })),
  }
}

/** What is sent: lines that say something. */
export const packsSent = (packs: Packs): Record<string, unknown> => ({
  units: packs.units.filter((unit) => unit.id).map(({ id, numerator, denominator }) => ({ id, numerator, denominator })),
  barcodes: packs.barcodes.filter((one) => one.code),
})
