/** Words of files. Default text and type at once: other languages have the same keys. */
export default {
  /** Name of the list of files that are on their way. */
  underWay: 'Files on their way',
  /** {name} is a file's. */
  sending: 'Sending {name}',
  cancel: 'Cancel {name}',
  remove: 'Remove {name}',
  retry: 'Try again',
  /** {size} is how much of it has arrived. */
  stopped: 'The file stopped at {size}',
  /** {size} is the file's. */
  tooLarge: '{size} is too much, the limit is {limit}',
  /** Why a file was refused, by its code. */
  refusals: {
    'file.kind': 'This kind of file cannot be sent',
    'file.pixels': 'This picture has too many pixels',
    'file.broken': 'This file cannot be read',
    'file.many': 'These are too many files at once',
    'file.full': 'There is no room for more files now',
    'file.lost': 'This file did not stay here. Choose it again',
  } as Record<string, string>,
  refused: 'This file could not be sent',
}
