/** Words of what is said beside the launcher. */
export default {
  /** Name of the whole. */
  name: 'A word from us',
  start: 'Start chat',
  later: 'Not now',
}
