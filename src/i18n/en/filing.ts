/** Words of a field that asks for a file. Default text and type at once: other languages have the same keys. */
export default {
  /** In the place of a name that nobody knows any more. */
  file: 'File',
  choose: 'Choose a file',
  another: 'Choose another file',
  /** What stands beside the field. */
  missing: 'Please choose a file.',
  soon: 'The file is still on its way.',
  wrong: 'Choose another file, or remove this one.',
}
