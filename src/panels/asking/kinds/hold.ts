/** What is pressed stays under the pointer: a field that is left may show its error, and move all that is below. */
export const hold = (event: Event) => event.preventDefault()
