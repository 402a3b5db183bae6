export { confirmDownload } from './confirm';
export { keepClean, placeData } from './dataHygiene';
export { estimateDownload } from './estimate';
export { chooseFolder, targetFolder } from './targetFolder';
