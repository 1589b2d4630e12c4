#ifndef ADAPTEST_BENCH_STUDIES_OUTCOME_TABLES_H_
#define ADAPTEST_BENCH_STUDIES_OUTCOME_TABLES_H_

#include <string>
#include <vector>

namespace adaptest {

// What a simulated session says of an examinee.
struct Outcome {
  double theta;     // true ability
  double estimate;  // mean of the posterior
  double sd;        // of the posterior
  bool covered;     // theta is in the 95 % credible interval
};

// Replicates of one way to score. They are independent of each other; the
// examinees of one replicate share the errors of item parameters.
struct Condition {
  std::string name;
  std::vector<std::vector<Outcome>> replicates;
};

// Prints a row a condition: error, reported error and coverage, each with its
// standard error by the spread of at least two replicates.
void PrintFigures(const std::vector<Condition>& conditions);

// Prints the excess of the error over the reported one in `mended` as a share
// of that in `plain`; replicates of the two are paired.
void PrintExcessRatio(const Condition& mended, const Condition& plain);

// Prints coverage by true theta, a column a condition.
void PrintCoverageCurves(const std::vector<Condition>& conditions);

}  // namespace adaptest

#endif  // ADAPTEST_BENCH_STUDIES_OUTCOME_TABLES_H_
