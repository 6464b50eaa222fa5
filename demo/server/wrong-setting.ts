/** The environment is not right; the message is one sentence for whoever starts the server. */
export class WrongSetting extends Error {
  override name = 'WrongSetting'
}
