/** Codes out of the camera: by the browser's own reader where it has one, else by `decode`. */
interface Detector {
  detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]>
}
declare global {
  interface Window {
    BarcodeDetector?: { new (options?: { formats: string[] }): Detector; getSupportedFormats(): Promise<string[]> }
  }
}

const WANTED = ['ean_13', 'ean_8', 'upc_a', 'code_128', 'itf', 'qr_code', 'data_matrix']
const EVERY_MS = 180
/** The same code is taken again only after it was out of sight, or this long in it. */
const AGAIN_MS = 2500
const WIDTH_MAX = 960

type Read = (video: HTMLVideoElement) => Promise<string | null>

async function reader(): Promise<Read> {
  const formats = (await window.BarcodeDetector?.getSupportedFormats().catch(() => [])) ?? []
  if (window.BarcodeDetector && formats.includes('ean_13') && formats.includes('code_128')) {
    const detector = new window.BarcodeDetector({ formats: WANTED.filter((one) => formats.includes(one)) })
    return async (video) => (await detector.detect(video))[0]?.rawValue ?? null
  }
  const { decode } = await import('./decode')
  const canvas = document.createElement('canvas')
  const brush = canvas.getContext('2d', { willReadFrequently: true })
  return (video) => {
    const scale = Math.min(1, WIDTH_MAX / video.videoWidth)
    canvas.width = Math.round(video.videoWidth * scale)
    canvas.height = Math.round(video.videoHeight * scale)
    brush?.drawImage(video, 0, 0, canvas.width, canvas.height)
    return Promise.resolve(brush ? decode(brush.getImageData(0, 0, canvas.width, canvas.height)) : null)
  }
}

/** True where pictures can be taken at all: https, or this very computer. */
export const hasCamera = (): boolean => typeof navigator !== 'undefined' && !!navigator.mediaDevices?.getUserMedia

/** Shows the camera in `video` and tells every code it sees; call what it gives back to end it. */
export async function watchCamera(video: HTMLVideoElement, seen: (code: string) => void): Promise<() => void> {
  const [stream, read] = await Promise.all([
    navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment', width: { ideal: 1280 }, height: { ideal: 720 } }, audio: false }),
    reader(),
  ])
  video.srcObject = stream
  await video.play()
  let isOver = false
  let last = { code: '', at: 0, gone: 0 }
  async function look(): Promise<void> {
    if (isOver) return
    if (video.readyState >= 2 && video.videoWidth) {
      const code = await read(video).catch(() => null)
      const now = Date.now()
      if (!code) last.gone++
      else if (!isOver && (code !== last.code || last.gone > 3 || now - last.at > AGAIN_MS)) {
        last = { code, at: now, gone: 0 }
        seen(code)
      } else last.gone = 0
    }
    setTimeout(() => void look(), EVERY_MS)
  }
  void look()
  return () => {
    isOver = true
    for (const track of stream.getTracks()) track.stop()
    video.srcObject = null
  }
}
