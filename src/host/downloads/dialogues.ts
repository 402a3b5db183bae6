export { confirmDownload } from './confirm';
export { keepClean, placeData } from './dataHygiene';
export { chooseFolder, targetFolder } from './targetFolder';
