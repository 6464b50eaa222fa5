/** Words of files. Default text and type at once: other languages have the same keys. */
export default {
  choose: 'Choose a file',
  /** {name} is a file's. */
  sending: 'Sending {name}',
  cancel: 'Cancel {name}',
  remove: 'Remove {name}',
  retry: 'Try again',
  here: 'The file is here',
  /** {size} is how much of it has arrived. */
  stopped: 'The file stopped at {size}',
  /** {size} is the file's. */
  tooLarge: '{size} is too much, the limit is {limit}',
  /** Why a file was refused, by its code. */
  refusals: {
    'file.kind': 'This kind of file cannot be sent',
    'file.pixels': 'This picture has too many pixels',
    'file.broken': 'This file cannot be read',
    'file.many': 'These are too many files',
    'file.full': 'There is no room for more files now',
  } as Record<string, string>,
  refused: 'This file could not be sent',
  lost: 'The file did not outlive the reload. Choose it again.',
  wait: 'The file is not here yet. Wait a moment, or remove it.',
}
