/** What the desk says of calls, beside what their own rooms say. */
export const callWords = {
  title: 'Video call',
  start: 'Start video',
  /** What came of asking the client for camera and microphone. */
  devices: {
    audioOnly: 'The client has no camera: you hear them only.',
    denied: 'The client’s browser blocks camera and microphone.',
    noDevices: 'The client has neither camera nor microphone.',
    inUse: 'Another program of the client uses their camera.',
    insecure: 'The client’s page is not safe enough for calls: its address must begin with https.',
    unsupported: 'The client’s browser cannot make calls.',
  },
  picture: {
    ask: 'Ask for a picture',
    asked: 'You have asked for a picture. {name} decides.',
    allowed: 'The picture is being taken.',
    declined: '{name} does not want a picture to be taken.',
    taken: 'The picture is in the conversation.',
    dark: 'There was nothing to be taken: the camera of {name} is off. Ask again once it is on.',
    failed: 'The picture could not be taken. Ask {name} again.',
  },
} as const

/** Why there is no call now. */
export const calls = {
  'operator.busy': 'A video call needs you alone. End your other conversations first, or hand them over.',
  'operator.calling': 'You are in a video call. End it first.',
  other: 'There is no video call just now. Try again.',
} as const

/** Why a conversation was not handed over. */
export const keptByCall = {
  'operator.calling': '{target} is in a video call: {client} stays where they are.',
  'operator.busy': '{target} talks to others, and a video call needs them alone: {client} stays where they are.',
} as const
