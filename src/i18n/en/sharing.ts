/** Words at the panel's foot about the page that is shared: they come with it. */
export default {
  /** {name} is the operator's. */
  seenBy: '{name} sees this page',
  /** Before anybody has accepted. */
  shared: 'We see this page',
  stop: 'Stop',
  hidden: 'Nobody sees this page',
  share: 'Share',
}
