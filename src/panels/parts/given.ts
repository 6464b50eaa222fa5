/** Files that are dragged here, pasted or chosen: the browser does nothing else with them then. They come with the drop. */
export const filesIn = (event: Event & Taking): File[] => {
  const { types = ['Files'], files }: Given =
    event.dataTransfer ?? event.clipboardData ?? (event.target as HTMLInputElement)
  // Who copies from a document wants its words, not the picture of them that comes along.
  if (!files || !types.includes('Files') || types.includes('text/rtf')) return []
  event.preventDefault()
  return Array.from(files)
}
type Taking = Partial<Pick<DragEvent, 'dataTransfer'> & Pick<ClipboardEvent, 'clipboardData'>>
interface Given {
  types?: readonly string[]
  files: FileList | null
}
