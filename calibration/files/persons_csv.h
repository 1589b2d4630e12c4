#ifndef ADAPTEST_CALIBRATION_FILES_PERSONS_CSV_H_
#define ADAPTEST_CALIBRATION_FILES_PERSONS_CSV_H_

#include <string>

#include "absl/types/span.h"
#include "calibration/person_estimate.h"

namespace adaptest {

// The text of a file with columns person_id, n_items, theta, standard_error,
// state, scaled_score, pass_probability, log_likelihood, lz_star, and
// session_id where rows are sessions. What is not defined is an empty field.
std::string WritePersonsCsv(absl::Span<const PersonEstimate> persons);

// The same in pieces: the first line, and the rows of some persons.
std::string PersonsCsvHeader(bool has_sessions);
std::string PersonsCsvRows(absl::Span<const PersonEstimate> persons,
                           bool has_sessions);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_FILES_PERSONS_CSV_H_
