/** 97.5 % point of the standard normal distribution: two-sided 95 % intervals. */
export const Z_95 = 1.959963984540054;
