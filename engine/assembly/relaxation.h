#ifndef ADAPTEST_ENGINE_ASSEMBLY_RELAXATION_H_
#define ADAPTEST_ENGINE_ASSEMBLY_RELAXATION_H_

#include <vector>

#include "absl/types/span.h"
#include "engine/assembly/assembly_model.h"
#include "engine/assembly/basis_inverse.h"

namespace adaptest {

// The linear relaxation of an assembly,
//
//   maximise sum of gain_j x_j,  lower_r <= sum of a_rj x_j <= upper_r,
//   low_j <= x_j <= high_j,
//
// by the dual simplex method for bounded variables with the long-step ratio
// test (Maros, 2003, chapter 10), from the basis that the last call left: all
// bounds are finite, so each basis has a dual feasible point, and neither new
// gains nor new bounds need a first phase. Of variables with equal columns only
// the best that may rise and the worst that may fall can enter the basis, so
// that a step costs the number of distinct columns and not of variables. For
// counts on two nested families the inverse of the basis holds only 0, 1 and
// -1, and all arithmetic on it is exact.
//
// Gains are pairs (gain, tie gain) in lexicographic order, where gains within
// 1e-12 of the largest count as equal: the solution is the same from whatever
// basis it was found.
class Relaxation {
 public:
  // The model must outlive it.
  explicit Relaxation(const AssemblyModel& model);

  // [variable]
  void SetGains(absl::Span<const double> gain);
  void SetTies(absl::Span<const double> tie);  // 0 at the start
  void SetBounds(int variable, double low, double high);

  enum class Outcome { kOptimal, kInfeasible, kGivenUp };
  Outcome Solve();

  // After kOptimal.
  double x(int variable) const {
    const int s = slot_[variable];
    return place_[s] >= 0 ? basic_[place_[s]] : at_[s];
  }

  // The variables that are not 0, in no order.
  std::vector<int> NonZero() const;

  double value() const { return value_; }  // the sum of gains
  double tie_value() const { return tie_value_; }

  // The variables in the basis: all others are at a bound.
  std::vector<int> Basic() const;

  // Gains that differ by less count as equal.
  double tolerance() const { return tolerance_; }

  double gain(int variable) const { return gain_[slot_[variable]]; }
  double low(int variable) const { return low_[slot_[variable]]; }
  double high(int variable) const { return high_[slot_[variable]]; }

 private:
  // Inside, variables are numbered by slots, column after column; an index is a
  // slot or, counted on from these, a row. It stands at a bound, or at a
  // position of the basis; kFixed where its bounds are equal.
  static constexpr int kAtLow = -1;
  static constexpr int kAtHigh = -2;
  static constexpr int kFixed = -3;

  // A basic variable outside its bounds.
  struct Leaving {
    int position = -1;
    double excess = 0;  // < 0: below the lower bound
  };

  double Low(int index) const;
  double High(int index) const;
  double BoundOf(int index) const;  // where it stands
  void PlaceAtBound(int index, bool high);
  bool Before(int s, int t) const;
  bool IsPositive(double gain, double tie) const;
  bool Rises(int slot) const;

  void KeepCounts();
  int AtMargin(int basic) const;
  void Refactor();
  void ComputeDuals();
  double PlaceColumn(int column);
  void FindNext(int column);
  void PlaceRows();
  void ComputeBasics();
  void AddColumn(int index, double amount, std::vector<double>& row) const;

  Leaving ChooseLeaving() const;
  void ComputePivotRow(int position);
  void SlopeOf(int k, int index, double& gain, double& tie) const;
  void FillRatio(int k, int index, int sign);
  void FillColumnRatio(int column, int sign);
  void FillRatios(int sign);
  int LeastRatio() const;
  int PassBounds(double excess, int sign);
  void Flip(int index);
  void MoveDuals(double gain, double tie);
  void Pivot(int position, int index);
  bool Step(const Leaving& leaving);
  void ComputeValue();

  const AssemblyModel* model_;
  int n_;  // variables
  int m_;  // rows
  int columns_;

  std::vector<int> variable_;   // [slot]
  std::vector<int> slot_;       // [variable]
  std::vector<int> first_;      // [column]: its first slot; and the end
  std::vector<int> column_of_;  // [slot]

  std::vector<double> gain_;  // [slot]
  std::vector<double> tie_;
  std::vector<double> low_;
  std::vector<double> high_;
  double tolerance_ = 0;

  std::vector<int> place_;  // [index]
  std::vector<double> at_;  // [slot]: the bound where it is; 0 in the basis
  // [column]: of the slots that may move, the best at its lower bound and the
  // worst at its upper one; -1 = none.
  std::vector<int> next_in_;
  std::vector<int> next_out_;
  std::vector<int> basis_;  // [position]: index
  BasisInverse inverse_;
  std::vector<double> basic_;     // [position]: value
  std::vector<double> dual_;      // [row]
  std::vector<double> tie_dual_;  // [row]
  std::vector<double> price_;     // [column]: sum of duals
  std::vector<double> tie_price_;
  bool placed_ = false;     // all of these are those of the gains
  bool new_gains_ = false;  // since the last solution
  int steps_since_refactor_ = 0;

  // Of one step.
  std::vector<double> pivot_;      // [column, then row]: the pivot row
  std::vector<double> row_;        // [row]: of the inverse
  std::vector<double> shift_;      // [row]: activity that flips move
  std::vector<double> direction_;  // [position]
  std::vector<int> candidate_;     // [column, then row]: what may enter
  std::vector<double> ratio_;      // and after which step
  std::vector<double> tie_ratio_;

  double value_ = 0;
  double tie_value_ = 0;
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_ASSEMBLY_RELAXATION_H_
