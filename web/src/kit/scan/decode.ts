/** Reading a code from a picture, where the browser itself cannot: fetched with the first camera, never before. */
import { BarcodeFormat, BinaryBitmap, DecodeHintType, HybridBinarizer, MultiFormatReader, RGBLuminanceSource } from '@zxing/library'

const FORMATS = [BarcodeFormat.EAN_13, BarcodeFormat.EAN_8, BarcodeFormat.UPC_A, BarcodeFormat.CODE_128, BarcodeFormat.ITF, BarcodeFormat.QR_CODE, BarcodeFormat.DATA_MATRIX]
// without the last hint FNC1 in bars is left out, and a lot runs on into what follows it
const reader = new MultiFormatReader()
reader.setHints(new Map<DecodeHintType, unknown>([[DecodeHintType.POSSIBLE_FORMATS, FORMATS], [DecodeHintType.TRY_HARDER, true], [DecodeHintType.ASSUME_GS1, true]]))

/** The text of the code in the picture, or null. */
export function decode(picture: ImageData): string | null {
  const { data, width, height } = picture
  const grey = new Uint8ClampedArray(width * height)
  for (let at = 0; at < grey.length; at++) grey[at] = (data[at * 4]! * 77 + data[at * 4 + 1]! * 150 + data[at * 4 + 2]! * 29) >> 8
  try {
    // not `decode`, which forgets the hints
    return reader.decodeWithState(new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(grey, width, height)))).getText()
  } catch {
    return null // no code in it, which is how the library says so
  } finally {
    reader.reset()
  }
}
