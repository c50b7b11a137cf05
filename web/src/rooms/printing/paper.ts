/** Sending a finished PDF to the browser's printer, or to the reader where a page cannot. */

const FRAME = 'hk-print-frame'
/** A printer dialog reads from the frame for as long as it is open, so the last frame stays until the next print. */
function freshFrame(): HTMLIFrameElement {
  document.getElementById(FRAME)?.remove()
  const frame = document.createElement('iframe')
  frame.id = FRAME
  frame.className = 'unseen'
  frame.tabIndex = -1
  frame.setAttribute('aria-hidden', 'true')
  document.body.append(frame)
  return frame
}

/** Whether this browser shows a PDF inside a page, which printing from a hidden frame needs. Phones do not. */
export const canPrintHere = (): boolean => navigator.pdfViewerEnabled && !/Android|iPhone|iPad/.test(navigator.userAgent)

/** Opens the printer dialog on a PDF of our own server; in a new tab where the viewer does not let us. */
export function printFile(address: string): void {
  if (!canPrintHere()) return openFile(address)
  const frame = freshFrame()
  frame.addEventListener('load', () => {
    try {
      frame.contentWindow!.focus()
      frame.contentWindow!.print()
    } catch {
      // Firefox keeps its viewer to itself: the reader prints from the tab
      openFile(address)
    }
  })
  frame.src = address
}

/** Shows the PDF in a tab of its own; in this one where the browser forbids new ones. */
export function openFile(address: string): void {
  if (!window.open(address, '_blank', 'noopener')) window.location.assign(address)
}

/** Saves the PDF as a file. */
export function saveFile(address: string): void {
  const link = document.createElement('a')
  link.href = address
  link.download = ''
  link.click()
}

/** Pages as pictures an <img> can show. The caller revokes them. */
export const pictures = (pages: string[]): string[] => pages.map((page) => URL.createObjectURL(new Blob([page], { type: 'image/svg+xml' })))
