/** Copies what stands in an element. Without https a page has no clipboard, so the text is selected and copied as by hand. */
export async function copyFrom(element: HTMLElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(element.textContent.trim())
    return true
  } catch {
    window.getSelection()?.selectAllChildren(element)
    // the only way where there is no clipboard; when it fails the text stays selected, ready for Ctrl C
    return document.execCommand('copy')
  }
}
