/** Words of what is offered while the wait is long. */
export default {
  callMe: 'Call me back instead',
}
