/** Words of what leads to a messenger on another device. */
export default {
  point: 'Point your phone here',
  open: 'Open on this computer',
}
