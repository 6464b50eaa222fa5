/** What stands where all that is kept of a client may be taken out. */
export const exportWords = {
  title: 'What is kept of them',
  hint: 'Conversations, letters, callbacks, pages, and each step: for the client to read.',
  export: 'Export as a file',
  nothing: '',
  coming: 'It is put together…',
  done: 'Saved.',
  failed: 'It did not come. Try again.',
}
