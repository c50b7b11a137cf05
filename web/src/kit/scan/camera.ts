/** Codes out of the camera: by the browser's own reader where it has one, else by `decode`. */
import { forget, keep, recall } from '@/kit/storage'

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
/** Which camera this device was last told to use. */
const CHOSEN = 'hk.camera'

type Read = (video: HTMLVideoElement) => Promise<string | null>
/** The light of a camera, which browsers know and their types do not. */
type Torch = MediaTrackCapabilities & MediaTrackConstraintSet & { torch?: boolean }

export interface Camera {
  hasLight: boolean
  light: (isOn: boolean) => Promise<void>
  others: string[] // the cameras of this device beside the one in use
  stop: () => void
}

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

/** The camera on the back, or the one that was chosen; one that is gone since is forgotten. */
async function open(chosen: string): Promise<MediaStream> {
  const size = { width: { ideal: 1280 }, height: { ideal: 720 } }
  const which = chosen ? { deviceId: { exact: chosen } } : { facingMode: 'environment' }
  try {
    return await navigator.mediaDevices.getUserMedia({ video: { ...which, ...size }, audio: false })
  } catch (caught) {
    if (!chosen || (caught instanceof DOMException && caught.name === 'NotAllowedError')) throw caught
    forget(CHOSEN)
    return open('')
  }
}

async function othersThan(track: MediaStreamTrack | undefined): Promise<string[]> {
  const all = await navigator.mediaDevices.enumerateDevices().catch(() => [])
  const ids = all.filter((one) => one.kind === 'videoinput' && one.deviceId).map((one) => one.deviceId)
  const now = ids.indexOf(track?.getSettings().deviceId ?? '')
  return [...ids.slice(now + 1), ...ids.slice(0, Math.max(now, 0))] // each comes round
}

/** From the next time on this camera is used. */
export const chooseCamera = (id: string): void => void keep(CHOSEN, id)

/** Shows the camera in `video` and tells every code it sees, until it is stopped. */
export async function watchCamera(video: HTMLVideoElement, seen: (code: string) => void): Promise<Camera> {
  const [stream, read] = await Promise.all([open(recall(CHOSEN, '')), reader()])
  video.srcObject = stream
  await video.play()
  const [track] = stream.getVideoTracks()
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
  return {
    hasLight: !!(track?.getCapabilities?.() as Torch | undefined)?.torch,
    light: (isOn) => track?.applyConstraints({ advanced: [{ torch: isOn } as Torch] }) ?? Promise.resolve(),
    others: await othersThan(track),
    stop: () => {
      isOver = true
      for (const one of stream.getTracks()) one.stop()
      video.srcObject = null
    },
  }
}
