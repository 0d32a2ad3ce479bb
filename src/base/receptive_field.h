// The recurrence of receptive fields: Araujo, Norris, Sim, "Computing Receptive Fields of Convolutional Neural
// Networks", Distill, 2019, doi:10.23915/distill.00021.
#pragma once

#include "netfig/receptive_field.h"

#include <optional>

namespace netfig {

/// A fraction in lowest terms; nothing where it is not positive.
std::optional<Fraction> fraction(std::int64_t over, std::int64_t under);
std::int64_t rounded_up(const Fraction& number);

/// Of a number that depends on both: the larger on every axis.
ReceptiveField join(const ReceptiveField& one, const ReceptiveField& other);

/// Seen through an operation.
ReceptiveField widened(const ReceptiveField& field, const FieldRule& rule);

}  // namespace netfig
