/** Where a list opens: below what it belongs to, or above where there is no room. In coordinates of the window. */
export function besides(anchor: DOMRect, height: number, width: number): Record<string, string> {
  const isBelow = anchor.bottom + height < window.innerHeight || anchor.top < height
  const left = `${Math.max(4, Math.min(anchor.left, window.innerWidth - width - 4))}px`
  const room = Math.max(120, (isBelow ? window.innerHeight - anchor.bottom : anchor.top) - 8)
  const maxHeight = `${Math.min(height, room)}px`
  return isBelow ? { left, top: `${anchor.bottom + 2}px`, maxHeight } : { left, bottom: `${window.innerHeight - anchor.top + 2}px`, maxHeight }
}
