export { askSources } from './askSources';
export { cancelJob } from './cancel';
export { tellLocked } from './locked';
export { copyMethods, openManifest } from './manifest';
export { openFolder, revealData } from './reveal';
export { repair, verifyFolder } from './verify';
