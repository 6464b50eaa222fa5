export { Stage } from './Stage.js'
export { default as css } from './Stage.css'
