import english from '../../../i18n/en/callroom.js'
import { listDevices, openCamera, openDevices, openScreen } from '../../../media/devices.js'
import checkCss from './Check.css'
import { Blocked } from './Blocked.js'
import { Control, Devices } from './Control.js'
import { Picture } from './Picture.js'
import selfCss from './Self.css'
import { Self } from './Self.js'

/*
 * The first room in which somebody is seen: oneself. It comes when camera and microphone are asked for, and brings what asks
 * for them; the stage, which comes later, draws with its parts.
 */

export { Check } from './Check.js'
export { english }
export const css = selfCss + checkCss
export const devices = { listDevices, openCamera, openDevices, openScreen }
export type DeviceCalls = typeof devices
export const parts = { Blocked, Control, Devices, Picture, Self }
export type Parts = typeof parts
