/** The id of a set of terms: it becomes a part of a path, so only harmless characters pass. */
export const termsIdPattern = /^[\w-]{1,64}$/;
