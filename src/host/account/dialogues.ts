export { requestKeys } from './requestKeys';
export { writeAwsProfile } from './saveProfile';
export { saveKeyPair } from './saveKeyPair';
export { settleReceivedPair } from './settleReceivedPair';
export { signIn } from './signIn';
export { signOut } from './signOut';
export { useExistingKeys } from './useExistingKeys';
