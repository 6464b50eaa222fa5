/** Words of a field that asks for files. Default text and type at once: other languages have the same keys. */
export default {
  /** In the place of a name that nobody knows any more. */
  file: 'File',
  choose: 'Choose a file',
  another: 'Choose another file',
  several: 'Choose files',
  more: 'Add files',
  /** How many there are. */
  count: '{n} of {most}',
  /** {n} is the limit. */
  most: { one: 'One file can be sent here.', other: 'Up to {n} files can be sent here.' } as Record<string, string>,
  /** {names} are those that found no room. */
  left: 'Not added: {names}',
  /** What stands beside the field. */
  missing: 'Please choose a file.',
  soon: 'A file is still on its way.',
  wrong: 'Choose another file, or remove the one that is marked.',
}
