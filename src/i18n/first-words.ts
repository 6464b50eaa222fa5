/** English of the first paint: all that the script itself says. */
export default {
  group: 'Contact us',
  webchat: 'Chat',
  video: 'Video call',
  callback: 'Call me back',
}
