/** Headers of every mail that goes to a visitor. */
const USUAL = [
  ...['from', 'to', 'reply-to', 'subject', 'message-id', 'date', 'mime-version'],
  ...['content-type', 'content-transfer-encoding', 'auto-submitted', 'x-auto-response-suppress'],
]

/** Headers of a mail as it went out, folded lines made whole. */
export const headersOf = (raw: string): string[][] => {
  const [head = ''] = raw.split(/\r?\n\r?\n/, 1)
  const lines = head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n|\r/)
  return lines.map(line => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()])
}

/** What is wrong with mails to one receiver: names of headers that are not as they should be, and receivers other than the one. */
export const checkHeaders = (receiver: string, more: readonly string[] = []) => {
  const expected = [...USUAL, ...more].sort().join()
  return (raw: string): string[] => {
    const headers = headersOf(raw)
    const names = headers
      .map(([name = '']) => name)
      .sort()
      .join()
    const [, to] = headers.find(([name]) => name === 'to') ?? []
    return [...(names === expected ? [] : [names]), ...(to === receiver ? [] : [`to ${to}`])]
  }
}
