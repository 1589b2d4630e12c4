#ifndef ADAPTEST_CALIBRATION_ARROW_MATRIX_H_
#define ADAPTEST_CALIBRATION_ARROW_MATRIX_H_

#include <Eigen/Cholesky>
#include <Eigen/Core>
#include <vector>

#include "calibration/curve_layout.h"

namespace adaptest {

// A symmetric positive definite matrix over the free parameters whose only
// elements other than 0 are between parameters of one curve, and between any
// parameters that curves share: blocks on the diagonal, and a border.
class ArrowMatrix {
 public:
  // `size` parameters of these curves, which must outlive this.
  ArrowMatrix(const std::vector<CurveLayout>& curves, int size);

  // Whether curves share parameters.
  bool has_border() const { return !shared_index_.empty(); }

  // Adds to the element of free parameters f and g of a curve, and to that of
  // g and f. With f = g, once.
  void Add(int curve, int f, int g, double value);
  void AddDiagonal(int j, double value);

  // The parameter is taken out: its row and column are those of the identity.
  void Hold(const std::vector<bool>& held);

  // False where the matrix is not positive definite.
  bool Factor();

  // right = inverse times right; after Factor.
  void SolveInPlace(Eigen::Ref<Eigen::MatrixXd> right) const;

 private:
  using Block = Eigen::MatrixXd;

  const std::vector<CurveLayout>& curves_;
  std::vector<int> shared_;        // [parameter] place in the border, or -1
  std::vector<int> shared_index_;  // [place] parameter
  std::vector<int> owner_;         // [parameter] curve, or -1
  std::vector<int> place_;         // [parameter] in its curve's own ones
  std::vector<Block> own_;         // [curve]
  std::vector<Block> cross_;       // [curve][own][all shared], may be empty
  Eigen::MatrixXd border_;         // [shared][shared]
  std::vector<Eigen::LLT<Block>> factors_;
  std::vector<Block> solved_cross_;  // [curve] own^-1 cross
  Eigen::LLT<Eigen::MatrixXd> border_factor_;
};

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_ARROW_MATRIX_H_
