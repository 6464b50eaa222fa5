/** Of an event of the stream only its data is read. */
export const stream = [
  ['message.event = value;', ''],
  ['onId(message.id = value);', ''],
  ['const retry = parseInt', 'onRetry(message.retry = retry);', '{'],
  ["event: '',", 'retry: undefined,', ''],
]
