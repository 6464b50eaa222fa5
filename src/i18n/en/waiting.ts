/** Words of what is offered while the wait is long. */
export default {
  instead: 'Call me back instead',
}
