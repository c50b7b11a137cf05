/** Files dragged onto the page or pasted into it, as long as the page is the one in front. */
import { onActivated, onBeforeUnmount, onDeactivated, onMounted, type Ref } from 'vue'

/** `isOver` is true while files hang over the page. Text that is pasted is left to whoever has the cursor. */
export function useDropping(mayTake: () => boolean, isOver: Ref<boolean>, take: (files: File[]) => void): void {
  const hasFiles = (drag: DragEvent): boolean => mayTake() && !!drag.dataTransfer?.types.includes('Files')

  function onDrag(drag: DragEvent): void {
    if (!hasFiles(drag)) return
    drag.preventDefault() // or the browser would leave the page for the file
    isOver.value = drag.type === 'dragover'
  }

  function onDrop(drag: DragEvent): void {
    if (!hasFiles(drag)) return
    drag.preventDefault()
    isOver.value = false
    take([...(drag.dataTransfer?.files ?? [])])
  }

  function onPaste(paste: ClipboardEvent): void {
    const files = [...(paste.clipboardData?.files ?? [])]
    if (!mayTake() || !files.length || paste.clipboardData?.types.includes('text/plain')) return
    paste.preventDefault()
    take(files)
  }

  const events: [string, (event: never) => void][] = [['dragover', onDrag], ['dragleave', onDrag], ['drop', onDrop], ['paste', onPaste]]
  function listen(): void {
    for (const [name, heard] of events) window.addEventListener(name, heard as EventListener)
  }
  function ignore(): void {
    for (const [name, heard] of events) window.removeEventListener(name, heard as EventListener)
  }
  onMounted(listen)
  onActivated(listen)
  onDeactivated(ignore)
  onBeforeUnmount(ignore)
}
