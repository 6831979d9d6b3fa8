//! Integers modulo the prime 2^61 - 1: exact, of one size, and the same on every machine.

/// The prime.
pub(crate) const P: u64 = (1 << 61) - 1;

/// Any count as a number of the field.
pub(crate) const fn from(count: u64) -> u64 {
    count % P
}

pub(crate) const fn sub(a: u64, b: u64) -> u64 {
    if a >= b { a - b } else { a + P - b }
}

pub(crate) const fn add(a: u64, b: u64) -> u64 {
    sub(a, P - b)
}

pub(crate) fn mul(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    let (low, high) = (low(product), low(product >> 61));
    add(low, high)
}

/// The lowest 61 bits; not more than the prime, and the prime itself stands for zero.
fn low(number: u128) -> u64 {
    let bits = u64::try_from(number & u128::from(P)).unwrap_or_default();
    if bits == P { 0 } else { bits }
}

/// One divided by `a`, which is not zero.
pub(crate) fn inverse(a: u64) -> u64 {
    let (mut result, mut power, mut left) = (1, a, P - 2);
    while left > 0 {
        if left & 1 == 1 {
            result = mul(result, power);
        }
        power = mul(power, power);
        left >>= 1;
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_wrap_around_at_the_prime() {
        assert_eq!(from(P), 0);
        assert_eq!(add(P - 1, 1), 0);
        assert_eq!(add(P - 1, 5), 4);
        assert_eq!(sub(3, 5), P - 2);
        assert_eq!(mul(P - 1, P - 1), 1);
        assert_eq!(mul(1 << 60, 2), 1);
    }

    #[test]
    fn a_number_times_its_inverse_is_one() {
        for number in [1, 2, 3, 10, 1_000_003, P - 1, P / 2] {
            assert_eq!(mul(number, inverse(number)), 1);
        }
    }
}
